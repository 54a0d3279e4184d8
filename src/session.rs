//! Who is signed in, and what happens when they no longer are.
//!
//! A session that ends while a page is open does not take the page away: the page stays, with what was typed, and the
//! sign-in form stands over it until somebody has signed in again.

use crate::api::{self, Error};
use access::{Action, OperatorRole, OrganizationId, Permission, ProjectId, operator_may};
use contract::{Connection, Operator, Organization, Session, SessionState};
use leptos::{prelude::*, task::spawn_local};

/// What is known of the session since the console was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is being asked for.
    Asking,
    /// It could not be asked for.
    Failed(Error),
    /// What the backend said last.
    Told(Box<Session>),
}

/// Somebody who is signed in, and what they see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub operator: Operator,
    /// The organization they manage.
    pub organization: Organization,
    /// The Admin API behind it.
    pub connection: Connection,
    /// The address this browser is seen from.
    pub client_address: String,
    /// The names of the operators who are Organization Owners.
    pub owners: Vec<String>,
}

impl SignedIn {
    /// Whether the operator may do `action`, in `project` where it is about one; the permission it takes where they may
    /// not. The backend decides by the same table: this only keeps a person from trying in vain.
    ///
    /// # Errors
    /// The permission that is missing.
    pub fn may(&self, action: Action, project: Option<ProjectId>) -> Result<(), Permission> {
        let needed = action.rule().permission;
        let organization: OrganizationId = self.organization.id.parse().map_err(|_| needed)?;
        let role: OperatorRole = self.operator.role.parse().map_err(|_| needed)?;
        let projects: Vec<ProjectId> = self
            .operator
            .projects
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        operator_may(
            &role.roles(organization, &projects),
            action,
            organization,
            project,
        )
    }
}

/// The session, as a context: the same for every page.
#[derive(Clone, Copy, Debug)]
pub struct SessionContext {
    known: RwSignal<Known>,
    ended: RwSignal<bool>,
    lost: RwSignal<bool>,
}

/// Provides the session. Call once, at the root.
pub fn provide_session() -> SessionContext {
    let session = SessionContext {
        known: RwSignal::new(Known::Asking),
        ended: RwSignal::new(false),
        lost: RwSignal::new(false),
    };
    provide_context(session);
    session
}

/// The application's session; outside one, nothing is known and nothing will be.
pub fn use_session() -> SessionContext {
    use_context().unwrap_or_else(|| SessionContext {
        known: RwSignal::new(Known::Asking),
        ended: RwSignal::new(false),
        lost: RwSignal::new(false),
    })
}

impl SessionContext {
    /// Asks the backend, once, before there is anything to show.
    pub async fn ask(self) {
        self.known.set(match api::session::get_early().await {
            Ok(session) => Known::Told(Box::new(session)),
            Err(error) => Known::Failed(error),
        });
    }

    /// Asks who is signed in, under an open page. That nobody is any more is not taken from it: the next request of the
    /// page itself meets that.
    async fn ask_again(self) {
        if let Ok(session) = api::session::get().await
            && let SessionState::SignedIn { .. } = session.state
        {
            self.known.try_set(Known::Told(Box::new(session)));
        }
    }

    /// Takes the session that has begun: whoever waits for one goes on.
    pub fn begin(self, session: Session) {
        self.known.set(Known::Told(Box::new(session)));
        self.ended.set(false);
    }

    /// What is known.
    pub fn known(self) -> RwSignal<Known> {
        self.known
    }

    /// What the backend said of the session; none before it has. Followed by whoever reads it, as is all below.
    pub fn state(self) -> Option<SessionState> {
        self.known.with(|known| match known {
            Known::Told(session) => Some(session.state.clone()),
            Known::Asking | Known::Failed(_) => None,
        })
    }

    /// Who is signed in, if anybody is. Stays while the session has ended and nobody has signed in again.
    pub fn signed_in(self) -> Option<SignedIn> {
        self.known.with(signed_in)
    }

    /// The session has ended under an open page: whoever is there must sign in again.
    pub fn ended(self) -> RwSignal<bool> {
        self.ended
    }

    /// The server could not be reached under an open page. `ServerLost` asks until it can.
    pub fn lost(self) -> RwSignal<bool> {
        self.lost
    }

    /// Takes note of a failed request: one refused because the session has ended asks for signing in again, one that
    /// reached nobody is followed until the server answers, and one that the operator's role does not allow tells that
    /// the role may have changed.
    pub fn note(self, error: &Error) {
        if error.is_forbidden() {
            spawn_local(self.ask_again());
        }
        if error.is_unreachable() && !self.lost.get_untracked() {
            self.lost.set(true);
        }
        if error.is_signed_out() && self.known.with_untracked(|known| signed_in(known).is_some()) {
            self.ended.set(true);
        }
    }

    /// The id of the key the backend itself uses; empty while nobody is signed in.
    pub fn own_key_id(self) -> String {
        self.signed_in()
            .map(|signed_in| signed_in.connection.key_id)
            .unwrap_or_default()
    }

    /// The address this browser is seen from; empty while nobody is signed in.
    pub fn client_address(self) -> String {
        self.signed_in()
            .map(|signed_in| signed_in.client_address)
            .unwrap_or_default()
    }

    /// Takes the address this browser is seen from now.
    pub fn seen_from(self, address: &str) {
        self.known.update(|known| {
            if let Known::Told(session) = known {
                session.client_address = address.to_owned();
            }
        });
    }

    /// Why the operator may not do `action`, in a sentence for a disabled control; none when they may. Followed.
    pub fn refusal(self, action: Action, project: Option<ProjectId>) -> Option<String> {
        let signed_in = self.signed_in()?;
        let needed = signed_in.may(action, project).err()?;
        Some(needed.refusal(&signed_in.owners))
    }

    /// Takes what the organization's settings have become.
    pub fn organization_changed(self, organization: Organization) {
        self.known.update(|known| {
            if let Known::Told(session) = known
                && let SessionState::SignedIn {
                    organization: now, ..
                } = &mut session.state
            {
                *now = organization;
            }
        });
    }

    /// Whether the organization requires an access list of every key.
    pub fn access_list_required(self) -> bool {
        self.signed_in()
            .is_some_and(|signed_in| signed_in.organization.access_list_required)
    }
}

fn signed_in(known: &Known) -> Option<SignedIn> {
    let Known::Told(session) = known else { return None };
    match &session.state {
        SessionState::SignedIn {
            operator,
            organization,
            connection,
            owners,
        } => Some(SignedIn {
            operator: operator.clone(),
            organization: organization.clone(),
            connection: connection.clone(),
            client_address: session.client_address.clone(),
            owners: owners.clone(),
        }),
        SessionState::SignedOut | SessionState::SetUpNeeded { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(state: SessionState) -> Known {
        Known::Told(Box::new(Session {
            state,
            client_address: "192.0.2.7".into(),
            version: "0".into(),
        }))
    }

    fn signed_in_as(role: &str, projects: &[&str]) -> SignedIn {
        let known = told(SessionState::SignedIn {
            operator: Operator {
                name: "ada".into(),
                role: role.into(),
                projects: projects.iter().map(|&id| id.to_owned()).collect(),
            },
            organization: Organization {
                id: "65f0c0ffee65f0c0ffee65f0".into(),
                name: "Acme".into(),
                access_list_required: false,
            },
            connection: Connection {
                name: "embedded".into(),
                base_url: String::new(),
                key_id: String::new(),
            },
            owners: vec!["grace".into(), "barbara".into()],
        });
        signed_in(&known).unwrap()
    }

    #[test]
    fn what_one_may_not_do_names_the_permission_and_who_has_it() {
        let reader = signed_in_as("organization-read-only", &[]);
        let needed = reader.may(Action::DeleteOrganizationKey, None).unwrap_err();
        assert_eq!(
            needed.refusal(&reader.owners),
            "This needs Organization Owner. Ask grace or barbara."
        );
        assert!(
            signed_in_as("a-role-of-tomorrow", &[])
                .may(Action::Root, None)
                .is_err()
        );
        assert!(
            signed_in_as("organization-owner", &[])
                .may(Action::DeleteOrganizationKey, None)
                .is_ok()
        );
    }

    #[test]
    fn nobody_is_signed_in_before_the_backend_says_so() {
        for known in [
            Known::Asking,
            Known::Failed(Error::Unreachable),
            told(SessionState::SignedOut),
            told(SessionState::SetUpNeeded {
                needs_organization: true,
            }),
        ] {
            assert_eq!(signed_in(&known), None);
        }
    }
}
