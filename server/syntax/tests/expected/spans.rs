//! Where everything that was read must stand.

use dossier_syntax::{Entry, Node, Parsed, Span, Value};

/// Fails unless every span lies in the text, on its characters, and in the span around it.
pub(crate) fn check_spans(text: &str, parsed: &Parsed) {
    let whole = Span::new(0, text.len());
    let fits = |span: Span, around: Span| {
        assert!(around.contains(span), "{span:?} in {around:?} of {text:?}");
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    };
    fits(parsed.body, whole);
    for mention in &parsed.in_body.mentions {
        fits(mention.span, parsed.body);
    }
    let Some(front_matter) = &parsed.front_matter else {
        return;
    };
    fits(front_matter.span(), whole);
    fits(front_matter.inner, front_matter.span());
    for fault in &front_matter.faults {
        fits(fault.span, whole);
    }
    let mut nodes: Vec<(&Node, Span)> = Vec::new();
    let fits_entry = |entry: &Entry, around: Span| fits(entry.key, around);
    for entry in &front_matter.entries {
        fits_entry(entry, front_matter.inner);
        nodes.push((&entry.value, front_matter.inner));
    }
    while let Some((node, around)) = nodes.pop() {
        fits(node.span, around);
        fits(node.inner_span(text), node.span);
        for item in node.items(text, true) {
            fits(item.span, node.span);
        }
        match &node.value {
            Value::List { items, .. } => nodes.extend(items.iter().map(|it| (it, node.span))),
            Value::Map { entries, .. } => {
                for entry in entries {
                    fits_entry(entry, node.span);
                    nodes.push((&entry.value, node.span));
                }
            }
            Value::Scalar(_) | Value::Alias => {}
        }
    }
}
