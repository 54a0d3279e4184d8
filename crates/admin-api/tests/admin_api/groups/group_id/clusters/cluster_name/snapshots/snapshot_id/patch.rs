crate::support::protected! {
    "PATCH" "/groups/{groupId}/clusters/{clusterName}/snapshots/{snapshotId}",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
