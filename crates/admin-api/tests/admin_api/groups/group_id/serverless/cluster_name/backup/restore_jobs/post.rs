crate::support::protected! {
    "POST" "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs",
    least: BackupRecoveryOperator,
    too little: [ReadOnly, BackupCreator]
}
