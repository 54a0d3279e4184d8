crate::support::protected! {
    "POST" "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs",
    least: BackupRecoveryOperator,
    too little: [ReadOnly, BackupCreator]
}
