crate::support::protected! {
    "POST" "/groups/{groupId}/clusters/{clusterName}/backup/snapshots",
    least: BackupCreator,
    too little: [ReadOnly, BackupRecoveryOperator]
}
