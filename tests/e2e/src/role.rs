//! The roles a story can ask for. CSS only narrows down where to look; the browser's own accessibility tree decides.

/// What something is to a person using assistive technology (WAI-ARIA 1.2, section 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the ARIA role of its name")]
pub enum Role {
    Alert,
    Button,
    Checkbox,
    Combobox,
    Dialog,
    Group,
    Heading,
    Link,
    Listitem,
    Menuitem,
    Option,
    Radio,
    Row,
    Status,
    Switch,
    Tab,
    Table,
    Textbox,
}

impl Role {
    /// The elements that can have this role.
    pub(crate) fn candidates(self) -> &'static str {
        match self {
            Self::Alert => "[role=alert]",
            Self::Button => "button, summary, input[type=submit], input[type=button], [role=button]",
            Self::Checkbox => "input[type=checkbox], [role=checkbox]",
            Self::Combobox => "select, input[list], [role=combobox]",
            Self::Dialog => "dialog[open], [role=dialog], [role=alertdialog]",
            Self::Group => "fieldset, [role=group]",
            Self::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
            Self::Link => "a[href], [role=link]",
            Self::Listitem => "li, [role=listitem]",
            Self::Menuitem => "[role=menuitem], [role=menuitemradio], [role=menuitemcheckbox]",
            Self::Option => "option, [role=option]",
            Self::Radio => "input[type=radio], [role=radio]",
            Self::Row => "tr, [role=row]",
            Self::Status => "output, [role=status]",
            Self::Switch => "[role=switch]",
            Self::Tab => "[role=tab]",
            Self::Table => "table, [role=table], [role=grid]",
            Self::Textbox => {
                "textarea, input:not([type]), input[type=text], input[type=password], input[type=search], \
                 input[type=email], input[type=url], [role=textbox], [role=searchbox]"
            }
        }
    }

    /// Whether the browser's computed role of a candidate is this one. WebKit calls a list to choose from a button, a field
    /// with suggestions a text box, and a summary nothing; the candidates tell them apart.
    pub(crate) fn is(self, computed: &str) -> bool {
        match self {
            Self::Alert => computed == "alert",
            Self::Button => matches!(computed, "button" | "DisclosureTriangle" | ""),
            Self::Checkbox => computed == "checkbox",
            Self::Combobox => matches!(computed, "combobox" | "listbox" | "button" | "textbox"),
            Self::Dialog => matches!(computed, "dialog" | "alertdialog"),
            Self::Group => computed == "group",
            Self::Heading => computed == "heading",
            Self::Link => computed == "link",
            Self::Listitem => computed == "listitem",
            Self::Menuitem => computed.starts_with("menuitem"),
            Self::Option => computed == "option",
            Self::Radio => computed == "radio",
            Self::Row => computed == "row",
            Self::Status => computed == "status",
            Self::Switch => computed == "switch",
            Self::Tab => computed == "tab",
            Self::Table => matches!(computed, "table" | "grid"),
            // ARIA has no role for a password, and not every engine calls it a text box all the same.
            Self::Textbox => matches!(computed, "textbox" | "searchbox" | ""),
        }
    }

    /// Whether this is looked for on the whole page even while a modal dialog is open: the dialog itself, and what is
    /// announced from outside it.
    pub(crate) fn is_above_dialogs(self) -> bool {
        matches!(self, Self::Dialog | Self::Alert | Self::Status)
    }
}
