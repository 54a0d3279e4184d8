//! Elements: a chain of calls on `crate::ui::element::Element`, one for each attribute and child.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rstml::{
    Infallible,
    node::{KeyedAttribute, Node, NodeAttribute, NodeElement},
};
use syn::{Error, Expr, ExprLit, Lit, LitStr, spanned::Spanned};

/// The elements of SVG, which a browser makes in a namespace of their own.
const SVG: [&str; 5] = ["defs", "path", "pattern", "rect", "svg"];

/// The calls that make an element.
pub(crate) fn element(node: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let tag = node.name().to_string();
    let make = if SVG.contains(&tag.as_str()) {
        quote! { svg }
    } else {
        quote! { new }
    };
    let attributes = node
        .attributes()
        .iter()
        .map(attribute)
        .collect::<syn::Result<Vec<_>>>()?;
    let children = node.children.iter().map(child).collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! { crate::ui::element::Element::#make(#tag) #(#attributes)* #(#children)* })
}

fn literal(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Some(text),
        _ => None,
    }
}

fn attribute(attribute: &NodeAttribute) -> syn::Result<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(Error::new(
            attribute.span(),
            "an attribute has a name: name=value",
        ));
    };
    let name = attribute.key.to_string();
    match name.split_once(':') {
        Some(("on", event)) => on(event, attribute),
        Some(("prop", property)) => {
            let value = value(attribute)?;
            Ok(quote! { .property(#property, #value) })
        }
        Some(_) => Err(Error::new(
            attribute.key.span(),
            "only on: and prop: are known here",
        )),
        None if name == "node_ref" => {
            let node = value(attribute)?;
            Ok(quote! { .node_ref(#node) })
        }
        None => Ok(match attribute.value() {
            None => quote! { .fixed(#name, "") },
            Some(value) => match literal(value) {
                Some(text) => quote! { .fixed(#name, #text) },
                None => quote! { .attribute(#name, #value) },
            },
        }),
    }
}

fn on(event: &str, attribute: &KeyedAttribute) -> syn::Result<TokenStream> {
    let run = value(attribute)?;
    if event == "cancel" {
        // The one event of the console's that leptos has no type for.
        return Ok(quote! { .on(::leptos::ev::Custom::new(#event), #run) });
    }
    let event = format_ident!("{event}", span = attribute.key.span());
    Ok(quote! { .on(::leptos::ev::#event, #run) })
}

fn value(attribute: &KeyedAttribute) -> syn::Result<&Expr> {
    attribute
        .value()
        .ok_or_else(|| Error::new(attribute.span(), "a value is needed here"))
}

fn child(node: &Node) -> syn::Result<TokenStream> {
    let view = crate::view_of(node)?;
    Ok(match node {
        Node::Text(_) => quote! { .text(#view) },
        Node::Element(node) if !crate::is_component(node) => quote! { .element(#view) },
        Node::Comment(_) => TokenStream::new(),
        _ => quote! { .child(#view) },
    })
}
