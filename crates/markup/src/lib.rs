//! The console's `view!`: the notation of leptos' macro of that name, built from elements of one type.
//!
//! Leptos gives every element, attribute and value a type of its own and compiles its whole life for each, which is
//! fast and large. The console's elements are all `crate::ui::element::Element`, made by calls that take next to no
//! room, and what a browser loads is an eighth smaller. Components, signals and everything else are leptos' own.
//!
//! What it takes: elements with attributes, `on:`, `prop:` and `node_ref`; components with their properties and
//! children; text, blocks and fragments. What else leptos' macro knows is refused where it is written.

mod component;
mod element;

use proc_macro2::TokenStream;
use quote::quote;
use rstml::{
    Infallible,
    node::{Node, NodeBlock, NodeElement, NodeName},
};
use syn::{Error, Stmt, spanned::Spanned};

/// A part of the page: `view! { <p class="muted">{text}</p> }`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    rstml::parse(tokens)
        .and_then(|nodes| views(&nodes))
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

/// One node as it is, several as a list of views.
fn views(nodes: &[Node]) -> syn::Result<TokenStream> {
    let nodes: Vec<&Node> = nodes
        .iter()
        .filter(|node| !matches!(node, Node::Comment(_)))
        .collect();
    if let [node] = nodes[..] {
        return view_of(node);
    }
    let views = nodes.into_iter().map(view_of).collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! { ::std::vec![#(::leptos::prelude::IntoAny::into_any(#views)),*] })
}

fn view_of(node: &Node) -> syn::Result<TokenStream> {
    match node {
        Node::Element(node) if is_component(node) => component::component(node),
        Node::Element(node) => element::element(node),
        Node::Fragment(fragment) => views(&fragment.children),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { #text })
        }
        Node::Block(block) => Ok(block_of(block)),
        Node::Comment(_) | Node::Doctype(_) | Node::RawText(_) | Node::Custom(_) => Err(Error::new(
            node.span(),
            "view! takes elements, components, \"text\" and {blocks}",
        )),
    }
}

/// A block without braces that would only stand around one expression.
fn block_of(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| &block.stmts[..]) {
        Some([Stmt::Expr(expression, None)]) => quote! { #expression },
        _ => quote! { #block },
    }
}

/// Whether a tag names a component, as `<Button>` does.
fn is_component(node: &NodeElement<Infallible>) -> bool {
    let NodeName::Path(name) = node.name() else {
        return false;
    };
    let last = name.path.segments.last().map(|segment| segment.ident.to_string());
    last.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(tokens: TokenStream) -> String {
        let made = rstml::parse2(tokens).and_then(|nodes| views(&nodes));
        made.map_or_else(|error| format!("refused: {error}"), |made| made.to_string())
    }

    fn same(tokens: TokenStream, expected: TokenStream) {
        assert_eq!(written(tokens), expected.to_string());
    }

    #[test]
    fn what_leptos_knows_and_this_does_not_is_refused_where_it_is_written() {
        for (tokens, reason) in [
            (
                quote! { <p class:wide=wide /> },
                "only on: and prop: are known here",
            ),
            (
                quote! { <p {..attributes} /> },
                "an attribute has a name: name=value",
            ),
            (quote! { <p on:click /> }, "a value is needed here"),
            (
                quote! { <Note {..attributes} /> },
                "a component takes properties by their names",
            ),
            (
                quote! { <!DOCTYPE html> },
                "view! takes elements, components, \"text\" and {blocks}",
            ),
        ] {
            assert_eq!(written(tokens), format!("refused: {reason}"));
        }
    }

    #[test]
    fn an_element_is_a_chain_of_its_attributes_and_children() {
        same(
            quote! { <p class="a" title=title hidden>"text"{more}<b>"!"</b></p> },
            quote! {
                crate::ui::element::Element::new("p")
                    .fixed("class", "a")
                    .attribute("title", title)
                    .fixed("hidden", "")
                    .text("text")
                    .child(more)
                    .element(crate::ui::element::Element::new("b").text("!"))
            },
        );
    }

    #[test]
    fn events_properties_and_references_have_calls_of_their_own() {
        same(
            quote! { <input on:input=run on:cancel=stop prop:value=value node_ref=node /> },
            quote! {
                crate::ui::element::Element::new("input")
                    .on(::leptos::ev::input, run)
                    .on(::leptos::ev::Custom::new("cancel"), stop)
                    .property("value", value)
                    .node_ref(node)
            },
        );
    }

    #[test]
    fn an_svg_element_is_made_as_one() {
        same(
            quote! { <svg><rect /></svg> },
            quote! {
                crate::ui::element::Element::svg("svg").element(crate::ui::element::Element::svg("rect"))
            },
        );
    }

    #[test]
    fn several_nodes_are_a_list_of_views() {
        same(
            quote! { "one" {two} },
            quote! {
                ::std::vec![
                    ::leptos::prelude::IntoAny::into_any("one"),
                    ::leptos::prelude::IntoAny::into_any(two)
                ]
            },
        );
    }

    #[test]
    fn a_component_is_given_its_properties_and_makes_its_children_when_asked() {
        let made = written(quote! { <Note tone=tone open>"text"</Note> });
        assert!(
            made.contains(&quote! { (&Note) .tone(tone) .open(open) .children }.to_string()),
            "{made}"
        );
        assert!(
            made.contains(&quote! { ChildrenOptContainer("text") }.to_string()),
            "{made}"
        );
        let made = written(quote! { <Note><p /></Note> });
        assert!(
            made.contains(&quote! { to_children(move || crate::ui::element::Element::new("p")) }.to_string()),
            "{made}"
        );
    }
}
