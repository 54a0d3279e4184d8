//! What the framework asks of every view and this console never needs: it is drawn in a browser and nowhere else.

/// Makes a view of a type that can be drawn. Nothing here is ever asked for text, and `view!` has no notation that would
/// add attributes to a view from outside.
macro_rules! browser_only {
    ($view:ty) => {
        impl leptos::prelude::AddAnyAttr for $view {
            type Output<New: leptos::attr::Attribute> = Self;

            fn add_any_attr<New: leptos::attr::Attribute>(self, _: New) -> Self {
                self
            }
        }

        impl leptos::prelude::RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;

            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(
                self,
                _: &mut String,
                _: &mut leptos::tachys::view::Position,
                _: bool,
                _: bool,
                _: Vec<leptos::attr::any_attribute::AnyAttribute>,
            ) {
            }

            fn hydrate<const FROM_SERVER: bool>(
                self,
                _: &leptos::tachys::hydration::Cursor,
                _: &leptos::tachys::view::PositionState,
            ) -> Self::State {
                leptos::prelude::Render::build(self)
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}

pub(super) use browser_only;
