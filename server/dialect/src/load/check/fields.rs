//! Fields, and field names that are written by mistake.

use dossier_syntax::Format;

use super::Checked;
use crate::FileKind;
use crate::load::TableError;
use crate::load::folder::Folder;
use crate::rows::{Atom, Field, LACKS_VALUES, Misnomer, Shape};

pub(super) fn check(folder: &Folder<'_>) -> Checked {
    for (path, field) in folder.rows(|table| &table.field) {
        let checked = one(folder, field);
        checked.map_err(|reason| {
            TableError::new(path, &format!("the field `{}` {reason}", field.name))
        })?;
    }
    for (path, row) in folder.rows(|table| &table.misnomer) {
        let checked = misnomer(folder, row);
        checked.map_err(|reason| {
            TableError::new(path, &format!("the misnomer `{}` {reason}", row.written))
        })?;
    }
    Ok(())
}

/// What is wrong with a field's row, after its name.
fn one(folder: &Folder<'_>, field: &Field) -> Result<(), String> {
    if let Some(reason) = field.wrong_name() {
        return Err(reason.to_owned());
    }
    written_somewhere(folder, field)?;
    values(field)?;
    takes_tools(folder, field)?;
    if field.missing.is_some() && !field.required && field.required_with.is_none() {
        return Err(
            "need not be there, but has [field.missing]: say `required = true` or `required-with`, or take \
             that away"
                .to_owned(),
        );
    }
    if !field.required && !field.required_unless.is_empty() {
        return Err(
            "need not be there, but has `required-unless`: say `required = true`, or take that away"
                .to_owned(),
        );
    }
    for way in folder.ways_to_write(field) {
        nested(folder, field, way)?;
        beside(folder, field, way)?;
        replaced(folder, field, way)?;
        required_with(folder, field, way)?;
    }
    Ok(())
}

fn written_somewhere(folder: &Folder<'_>, field: &Field) -> Result<(), String> {
    let kinds = || folder.rows(|table| &table.kind).map(|(_, kind)| kind);
    if field.kinds.is_empty() {
        return Err("is for no kind: name some in `kinds`".to_owned());
    }
    let has_row = |id: FileKind| kinds().any(|kind| kind.id == id);
    if let Some(kind) = field.kinds.iter().find(|kind| !has_row(**kind)) {
        return Err(format!(
            "is a field of the kind `{kind}`, which has no row: add one, or take it out of `kinds`"
        ));
    }
    let is_used = |format: Format| {
        let mut own = kinds().filter(|kind| field.kinds.contains(&kind.id));
        own.any(|kind| kind.format == format)
    };
    match field.formats.iter().find(|format| !is_used(**format)) {
        Some(format) => Err(format!(
            "is for `{format}`, in which no kind of it is written: take that out of `formats`"
        )),
        None => Ok(()),
    }
}

fn values(field: &Field) -> Result<(), String> {
    if field.lacks_values() {
        return Err(LACKS_VALUES.to_owned());
    }
    let is_value = |name: &&String| field.values.iter().any(|it| it.value == **name);
    let mut named = field.colors.iter().flat_map(|it| it.rgb.keys());
    if let Some(name) = named.find(|name| !is_value(name)) {
        return Err(format!(
            "has a colour for `{name}`, which is none of its `values`: add it there, or take it away"
        ));
    }
    match (field.min, field.max) {
        (Some(min), Some(max)) if min > max => Err(format!(
            "takes no number: its `min` {min} is greater than its `max` {max}"
        )),
        _ => Ok(()),
    }
}

/// What takes tools away is a map, says by what, and is read after another such map at most.
fn takes_tools(folder: &Folder<'_>, field: &Field) -> Result<(), String> {
    let Some(takes) = &field.takes_tools else {
        return Ok(());
    };
    if !field.shape.is_map() || field.is_nested() {
        return Err("has [field.takes-tools], and is no map at the top".to_owned());
    }
    if takes.values.is_empty() {
        return Err("takes no tool away: name what does in `values`".to_owned());
    }
    let Some(over) = &takes.over else {
        return Ok(());
    };
    // One of two is the first.
    let is_such = |(_, other): (&str, &Field)| {
        let first = other.takes_tools.as_ref();
        other.name == *over && first.is_some_and(|it| it.over.is_none())
    };
    match folder.rows(|table| &table.field).any(is_such) {
        true => Ok(()),
        false => Err(format!(
            "is read after `{over}`, which has no [field.takes-tools] or is itself read after \
             another: name one in `over`"
        )),
    }
}

/// A nested field lies in a field that holds maps.
fn nested(folder: &Folder<'_>, field: &Field, way: (FileKind, Format)) -> Result<(), String> {
    let Some((before, name)) = field.name.rsplit_once('.') else {
        return Ok(());
    };
    let any_key = before.strip_suffix(".*");
    let outer = any_key.unwrap_or(before);
    let Some(row) = folder.field(outer, way) else {
        let (kind, format) = way;
        return Err(format!(
            "is nested in `{outer}`, which has no row for the kind `{kind}` in `{format}`: add one"
        ));
    };
    let shape = &row.shape;
    match (any_key.is_some(), inner_fields(shape)) {
        (false, Inner::Own) | (true, Inner::OfAnyKey) => Ok(()),
        (false, Inner::OfAnyKey) => Err(format!(
            "is nested in `{outer}`, whose shape `{shape}` takes any key: write `{outer}.*.{name}`"
        )),
        (true, Inner::Own) => Err(format!(
            "is nested in `{outer}`, whose shape `{shape}` has no keys but its own: write \
             `{outer}.{name}`, or make that `map of map`"
        )),
        (_, Inner::None) => Err(format!(
            "is nested in `{outer}`, whose shape `{shape}` holds no fields: make that `map`, \
             `list of map` or `map of map`"
        )),
    }
}

/// Whose fields a value has inside.
enum Inner {
    /// Nobody's.
    None,
    /// Those of the map that it is, or that its items are.
    Own,
    /// Those of the maps that stand behind any key.
    OfAnyKey,
}

/// What the walk over values looks for inside a value of that shape.
fn inner_fields(shape: &Shape) -> Inner {
    let holds_fields = |shape: &Shape| {
        let mut atoms = shape.alternatives().iter();
        atoms.any(|it| matches!(it, Shape::One(atom) if atom.is_map() || *atom == Atom::Any))
    };
    let mut inner = Inner::None;
    for shape in shape.alternatives() {
        match shape {
            // One alternative with any key makes it the way that all are read.
            Shape::MapOf(value) if holds_fields(value) => return Inner::OfAnyKey,
            Shape::MapOf(_) => return Inner::None,
            _ if holds_fields(item(shape)) => inner = Inner::Own,
            _ => {}
        }
    }
    inner
}

/// What the items of a list are, those of a list of lists too; itself if it is none.
fn item(shape: &Shape) -> &Shape {
    match shape {
        Shape::ListOf(inner) => item(inner),
        other => other,
    }
}

/// A field that counts only beside another names one at the top of the same files.
fn beside(folder: &Folder<'_>, field: &Field, way: (FileKind, Format)) -> Result<(), String> {
    let (kind, format) = way;
    let is_at_top = |name: &str| !name.contains('.') && folder.field(name, way).is_some();
    if let Some(name) = field.required_unless.iter().find(|name| !is_at_top(name)) {
        return Err(format!(
            "is dispensable with `{name}`, which is no field at the top of the kind `{kind}` in \
             `{format}`: name one in `required-unless`"
        ));
    }
    let Some(with) = &field.only_with else {
        return Ok(());
    };
    if !is_at_top(&with.field) {
        return Err(format!(
            "counts only with `{}`, which is no field at the top of the kind `{kind}` in \
             `{format}`: name one in `only-with`",
            with.field
        ));
    }
    Ok(())
}

/// What took a field's place is a field of the same files.
fn replaced(folder: &Folder<'_>, field: &Field, way: (FileKind, Format)) -> Result<(), String> {
    let is_row = |name: &&String| folder.field(name, way).is_some() && **name != field.name;
    match field.replaced_by.iter().find(|name| !is_row(name)) {
        Some(name) => Err(format!(
            "was replaced by `{name}`, which is no other field of the kind `{}` in `{}`: name one \
             in `replaced-by`",
            way.0, way.1
        )),
        None => Ok(()),
    }
}

/// A field that must be there beside another names one that stands in the same map.
fn required_with(
    folder: &Folder<'_>,
    field: &Field,
    way: (FileKind, Format),
) -> Result<(), String> {
    let Some(with) = &field.required_with else {
        return Ok(());
    };
    let other = match field.name.rsplit_once('.') {
        Some((outer, _)) => format!("{outer}.{}", with.field),
        None => with.field.clone(),
    };
    if folder.field(&other, way).is_none() {
        let (kind, format) = way;
        return Err(format!(
            "must be there with `{other}`, which is no field of the kind `{kind}` in `{format}`: \
             name one beside it in `required-with`"
        ));
    }
    Ok(())
}

fn misnomer(folder: &Folder<'_>, row: &Misnomer) -> Result<(), String> {
    for kind in &row.kinds {
        let mut fields = folder.rows(|table| &table.field);
        if !fields.any(|(_, field)| field.name == row.means && field.kinds.contains(kind)) {
            return Err(format!(
                "means `{}`, which is no field of the kind `{kind}`: name one in `means`",
                row.means
            ));
        }
    }
    Ok(())
}
