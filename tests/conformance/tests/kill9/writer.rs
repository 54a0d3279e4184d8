//! One client that writes as fast as it is answered, until the server is gone.

use std::sync::Arc;

use conformance::Session;
use tokio::sync::Semaphore;

use crate::ledger::Ledger;

/// Writes, and enters what was acknowledged. `keys` is the path of all keys; every acknowledged write adds a permit.
pub(crate) async fn write(
    mut session: Session,
    keys: String,
    mut ledger: Ledger,
    acknowledged: Arc<Semaphore>,
) -> Ledger {
    loop {
        let write = ledger.next();
        let (method, below, body) = ledger.request(&write);
        ledger.pending = Some(write.clone());
        let Ok(answer) = session
            .call(method, &format!("{keys}{below}"), body.as_deref())
            .await
        else {
            return ledger;
        };
        assert!(
            matches!(answer.status, 200 | 204),
            "{write:?} is answered {answer:?}"
        );
        ledger.pending = None;
        ledger.enter(&write, &answer);
        acknowledged.add_permits(1);
    }
}
