//! Components: leptos' own, their properties set by the builder that `#[component]` makes.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::{
    Infallible,
    node::{Node, NodeAttribute, NodeElement},
};
use syn::{Error, spanned::Spanned};

/// The call that makes a component's view.
pub(crate) fn component(node: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let name = node.name();
    let properties = node
        .attributes()
        .iter()
        .map(property)
        .collect::<syn::Result<Vec<_>>>()?;
    let children = children(&node.children)?;
    Ok(quote! {{
        #[allow(clippy::needless_borrows_for_generic_args, unused_braces)]
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* #children .build(),
        )
    }})
}

fn property(attribute: &NodeAttribute) -> syn::Result<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(Error::new(
            attribute.span(),
            "a component takes properties by their names",
        ));
    };
    let name = &attribute.key;
    let value = attribute
        .value()
        .map_or_else(|| quote! { #name }, |value| quote! { #value });
    Ok(quote! { .#name(#value) })
}

/// What stands inside the component, made when the component asks for it; text alone needs no function to make it.
fn children(nodes: &[Node]) -> syn::Result<TokenStream> {
    if nodes.is_empty() {
        return Ok(TokenStream::new());
    }
    let children = crate::views(nodes)?;
    let maker = match nodes {
        [Node::Text(_)] => quote! { ::leptos::children::ChildrenOptContainer(#children) },
        _ => quote! { move || #children },
    };
    Ok(quote! { .children(::leptos::children::ToChildren::to_children(#maker)) })
}
