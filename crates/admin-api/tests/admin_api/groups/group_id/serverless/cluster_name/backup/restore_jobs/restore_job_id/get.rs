crate::support::protected! {
    "GET" "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs/{restoreJobId}",
    least: ReadOnly,
    too little: []
}
