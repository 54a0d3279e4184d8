crate::support::protected! {
    "DELETE" "/groups/{groupId}/clusters/{clusterName}/backup/snapshots/{snapshotId}",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
