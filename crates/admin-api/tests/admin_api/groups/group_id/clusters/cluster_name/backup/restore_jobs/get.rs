crate::support::protected! {
    "GET" "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs",
    least: ReadOnly,
    too little: []
}
