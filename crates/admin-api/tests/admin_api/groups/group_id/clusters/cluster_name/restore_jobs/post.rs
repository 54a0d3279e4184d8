crate::support::protected! {
    "POST" "/groups/{groupId}/clusters/{clusterName}/restoreJobs",
    least: BackupRecoveryOperator,
    too little: [ReadOnly, BackupCreator]
}
