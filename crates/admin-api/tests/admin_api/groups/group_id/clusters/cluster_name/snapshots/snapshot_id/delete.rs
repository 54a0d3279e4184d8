crate::support::protected! {
    "DELETE" "/groups/{groupId}/clusters/{clusterName}/snapshots/{snapshotId}",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
