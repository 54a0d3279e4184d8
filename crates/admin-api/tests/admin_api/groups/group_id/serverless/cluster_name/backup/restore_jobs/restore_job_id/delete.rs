crate::support::protected! {
    "DELETE" "/groups/{groupId}/serverless/{clusterName}/backup/restoreJobs/{restoreJobId}",
    least: BackupRecoveryOperator,
    too little: [ReadOnly, BackupCreator]
}
