crate::support::protected! {
    "PATCH" "/groups/{groupId}/clusters/{clusterName}/backup/schedule",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
