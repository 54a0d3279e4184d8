crate::support::protected! {
    "DELETE" "/groups/{groupId}/clusters/{clusterName}/backup/snapshots/shardedCluster/{snapshotId}",
    least: BackupManager,
    too little: [BackupCreator, BackupRecoveryOperator]
}
