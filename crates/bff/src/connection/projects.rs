//! Projects, and the organization API keys on them.

use access::Action;
use contract::{Project, ProjectList};

use super::Connection;
use crate::error::Error;
use crate::operator::Operator;

impl Connection {
    /// The projects an operator may see.
    pub(crate) async fn projects_for(&self, operator: &Operator) -> Result<ProjectList, Error> {
        let all = self.upstream.projects(self.organization).await?;
        let sees = |project: &upstream::Project| {
            operator
                .may(Action::GetProject, self.organization, Some(project.id))
                .is_ok()
        };
        let projects = all.into_iter().filter(sees).map(shown).collect();
        Ok(ProjectList { projects })
    }
}

fn shown(project: upstream::Project) -> Project {
    Project {
        id: project.id.to_string(),
        name: project.name,
    }
}
