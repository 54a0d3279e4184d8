crate::support::protected! {
    "PATCH" "/groups/{groupId}/clusters/{clusterName}/snapshotSchedule",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
