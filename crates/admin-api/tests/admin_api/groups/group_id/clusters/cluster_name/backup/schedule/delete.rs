crate::support::protected! {
    "DELETE" "/groups/{groupId}/clusters/{clusterName}/backup/schedule",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
