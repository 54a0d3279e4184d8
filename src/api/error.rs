//! Why a request failed, and the one place that words it for people.
//!
//! Where an error appears: of a form at its field or at its head; of a page's load in place of the page, with a retry;
//! of anything else as a toast.

use contract::{Problem, ProblemCode, Report};

/// Every way a request to the backend can fail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No answer: the server is down or the network is.
    #[error("The Keyhold server cannot be reached.")]
    Unreachable,
    /// No answer in time.
    #[error("The Keyhold server did not answer in time.")]
    TimedOut,
    /// The backend refused, and says why.
    #[error("{problem}")]
    Problem {
        /// What it said.
        problem: Box<Problem>,
        /// The HTTP status it said it with.
        status: u16,
    },
    /// An answer that is not what the console and its backend agreed on.
    #[error("The answer of the server cannot be understood (status {status}).")]
    Unreadable {
        /// The HTTP status of that answer.
        status: u16,
    },
}

impl Error {
    /// What to do about it, where the message itself does not say so already.
    pub fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Unreachable => {
                Some("Check that it is running and that your network reaches it, then try again.")
            }
            Self::TimedOut => Some("It may be busy. Try again in a moment."),
            Self::Unreadable { .. } => {
                Some("The console and the server may be of different versions. Reload the page.")
            }
            Self::Problem { problem, .. } => match problem.code {
                ProblemCode::SignedOut => Some("Sign in again to go on."),
                ProblemCode::UpstreamUnreachable => {
                    Some("Check that the Admin API is running, then try again.")
                }
                ProblemCode::Internal => {
                    Some("Try again. If it keeps failing, look for the request in the server's log.")
                }
                _ => None,
            },
        }
    }

    /// What to name when asking for help.
    pub fn request_id(&self) -> Option<&str> {
        self.problem()?.request_id.as_deref()
    }

    /// The kind of refusal, where the backend refused.
    pub fn code(&self) -> Option<ProblemCode> {
        Some(self.problem()?.code)
    }

    /// The field of the request that was refused, by its wire name.
    pub fn field(&self) -> Option<&str> {
        self.problem()?.field.as_deref()
    }

    /// Which item of the refused field, where it is a list.
    pub fn index(&self) -> Option<usize> {
        self.problem()?.index
    }

    /// What the change would do now, where that is not what was accepted.
    pub fn report(&self) -> Option<&Report> {
        self.problem()?.report.as_ref()
    }

    /// Nobody is signed in any more.
    pub fn is_signed_out(&self) -> bool {
        self.code() == Some(ProblemCode::SignedOut)
    }

    /// The operator's role does not allow it.
    pub fn is_forbidden(&self) -> bool {
        self.code() == Some(ProblemCode::Forbidden)
    }

    /// There was no answer: nothing was done, or nobody knows what was.
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Self::Unreachable)
    }

    /// There is no such thing (any more).
    pub fn is_not_found(&self) -> bool {
        self.code() == Some(ProblemCode::NotFound)
    }

    fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem { problem, .. } => Some(problem),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(code: ProblemCode) -> Error {
        let problem = Problem {
            code,
            message: "The description is taken.".into(),
            field: Some("description".into()),
            index: None,
            upstream_code: None,
            report: None,
            request_id: Some("r-1".into()),
        };
        Error::Problem {
            problem: Box::new(problem),
            status: 409,
        }
    }

    #[test]
    fn without_an_answer_there_is_no_field_and_no_request_to_name() {
        for error in [
            Error::Unreachable,
            Error::TimedOut,
            Error::Unreadable { status: 200 },
        ] {
            assert_eq!(
                (error.field(), error.request_id(), error.code()),
                (None, None, None)
            );
            assert!(error.advice().is_some(), "{error} must say what to do");
        }
    }

    #[test]
    fn a_refusal_is_told_in_the_backends_words() {
        let error = refusal(ProblemCode::Conflict);
        assert_eq!(error.to_string(), "The description is taken.");
        assert_eq!(error.field(), Some("description"));
        assert_eq!(error.request_id(), Some("r-1"));
        assert!(!error.is_signed_out());
        assert!(refusal(ProblemCode::SignedOut).is_signed_out());
        assert!(refusal(ProblemCode::NotFound).is_not_found());
        assert!(refusal(ProblemCode::Forbidden).is_forbidden());
    }
}
