//! An operator's role, in words.

use access::OperatorRole;

/// The name of a role by its wire name; a role this console does not know goes by that.
pub fn role_label(role: &str) -> String {
    role.parse::<OperatorRole>()
        .map_or_else(|_| role.to_owned(), |role| role.label().to_owned())
}

#[cfg(test)]
mod tests {
    use super::role_label;

    #[test]
    fn an_unknown_role_goes_by_its_own_name() {
        assert_eq!(role_label("a-role-of-tomorrow"), "a-role-of-tomorrow");
        assert_eq!(role_label("organization-owner"), "Organization Owner");
    }
}
