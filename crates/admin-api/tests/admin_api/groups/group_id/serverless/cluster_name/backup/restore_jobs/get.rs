crate::support::protected! {
    "GET" "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs",
    least: ReadOnly,
    too little: []
}
