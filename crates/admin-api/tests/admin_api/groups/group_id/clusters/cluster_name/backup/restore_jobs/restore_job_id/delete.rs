crate::support::protected! {
    "DELETE" "/groups/{groupId}/clusters/{clusterName}/backup/restoreJobs/{restoreJobId}",
    least: BackupRecoveryOperator,
    too little: [ReadOnly, BackupCreator]
}
