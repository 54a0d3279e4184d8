crate::support::protected! {
    "GET" "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs/{restoreJobId}",
    least: ReadOnly,
    too little: []
}
