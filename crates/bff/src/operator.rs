//! A person who may sign in, and what they may do. It is decided by the table that decides for keys,
//! [`access::Action`], and a refusal says whom to ask.

use access::{Action, OperatorRole, OrganizationId, Permission, ProjectId, operator_may};

use crate::store::OperatorId;

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    pub(crate) id: OperatorId,
    /// The name they sign in with.
    pub name: String,
    /// What they may do.
    pub role: OperatorRole,
    /// Where they may do it, when the role is one in projects.
    pub projects: Vec<ProjectId>,
}

impl Operator {
    /// Whether they may do this in the organization, in `project` where it is about one; what they lack if not.
    pub(crate) fn may(
        &self,
        action: Action,
        organization: OrganizationId,
        project: Option<ProjectId>,
    ) -> Result<(), Permission> {
        let roles = self.role.roles(organization, &self.projects);
        operator_may(&roles, action, organization, project)
    }

    /// The operator as the console knows them.
    pub(crate) fn view(&self) -> contract::Operator {
        contract::Operator {
            name: self.name.clone(),
            role: self.role.to_string(),
            projects: self.projects.iter().map(ProjectId::to_string).collect(),
        }
    }
}
