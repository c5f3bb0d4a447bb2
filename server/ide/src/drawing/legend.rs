//! What the signs of a picture mean, and what there is to see in it.

use std::fmt::Write as _;

use dossier_dialect::FileKind;

use super::svg::shape;
use crate::picture::{Ability, Picture, shortened, text_width};
use crate::plain_text::html_text;

/// A legend, and how high it is.
pub(super) struct Legend {
    pub(super) text: String,
    pub(super) height: f64,
}

/// So many names are listed.
const NAMES: usize = 5;

/// Which facts a picture shows, in words: a title, and what there is of it.
pub(super) fn facts(picture: &Picture) -> Vec<(&'static str, Vec<String>)> {
    let name = |at: usize| picture.nodes[at].label();
    let some = |mut all: Vec<String>, count: usize| {
        if count > all.len() {
            all.push(format!("and {} more", count - all.len()));
        }
        all
    };
    let most = picture.most_called(NAMES);
    let most = most
        .iter()
        .map(|&at| format!("{} ({})", name(at), picture.nodes[at].callers));
    let unused: Vec<usize> = picture.unused().collect();
    let bundles = picture.bundles.iter();
    let bundles = bundles.filter(|it| !picture.groups[it.to].missing);
    let depends: Vec<String> = bundles
        .map(|it| {
            let title = |at: usize| shortened(&picture.groups[at].title, 24);
            format!("{} → {} ({})", title(it.from), title(it.to), it.count)
        })
        .collect();
    let cycles = picture.cycles.iter().map(|cycle| {
        let names = cycle.iter().take(6).map(|&at| name(at));
        let rest = if cycle.len() > 6 { " → …" } else { "" };
        format!(
            "{}{rest} → {}",
            names.collect::<Vec<_>>().join(" → "),
            name(cycle[0])
        )
    });
    let missing: Vec<usize> = picture.missing().collect();
    let names = |all: &[usize]| all.iter().take(NAMES).map(|&at| name(at)).collect();
    let facts = [
        ("Named most", most.collect()),
        ("Named by nobody", some(names(&unused), unused.len())),
        (
            "Depends on",
            some(depends.iter().take(NAMES).cloned().collect(), depends.len()),
        ),
        (
            "Cycles",
            some(cycles.take(3).collect(), picture.cycles.len()),
        ),
        ("Not there", some(names(&missing), missing.len())),
    ];
    facts
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

const SIZE: f64 = 12.0;
const LINE: f64 = 19.0;

/// Where what there is of a fact starts: behind the longest of their titles.
const FACTS: f64 = 136.0;

/// The legend of a picture, in lines of `width` at most.
pub(super) fn drawn(picture: &Picture, width: f64) -> Legend {
    let mut legend = Row {
        text: String::new(),
        x: 0.0,
        y: 0.0,
        width,
    };
    for kind in FileKind::WRITTEN {
        if picture.nodes.iter().any(|node| node.kind == Some(kind)) {
            let drawn = format!(
                "<g class=\"node {}\">{}</g>",
                kind.as_str(),
                shape(Some(kind), 26.0, 14.0)
            );
            legend.add(&drawn, 26.0, kind.one());
        }
    }
    if picture.unused().next().is_some() {
        let drawn = format!(
            "<g class=\"node agent unused\">{}</g>",
            shape(Some(FileKind::Agent), 26.0, 14.0)
        );
        legend.add(&drawn, 26.0, "named by nobody");
    }
    if picture.missing().next().is_some() {
        let drawn = format!("<g class=\"node missing\">{}</g>", shape(None, 26.0, 14.0));
        legend.add(&drawn, 26.0, "not there");
    }
    if !picture.cycles.is_empty() {
        legend.add(
            "<use class=\"round\" href=\"#circle\" y=\"2\"/>",
            12.0,
            "on a cycle",
        );
    }
    for ability in Ability::ALL {
        let has = |may: &Vec<Ability>| may.contains(&ability);
        if picture
            .nodes
            .iter()
            .any(|node| node.may.as_ref().is_some_and(has))
        {
            let drawn = format!("<use href=\"#{}\" y=\"2\"/>", ability.as_str());
            legend.add(&drawn, 12.0, ability.as_str());
        }
    }
    if picture.nodes.iter().any(|node| node.callers > 0) {
        let pill = "<rect class=\"pill\" width=\"16\" height=\"15\" rx=\"7.5\"/>\
                    <text class=\"count\" x=\"4\" y=\"12\">9</text>";
        legend.add(
            &format!("<g class=\"node agent heat2\">{pill}</g>"),
            18.0,
            "so many name it",
        );
    }
    let mut y = legend.y + 2.0 * LINE;
    let mut text = legend.text;
    for (title, lines) in facts(picture) {
        let mut words = lines.join(", ");
        let most = ((width - FACTS - 8.0) / (SIZE * 0.58)).max(20.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is some hundred"
        )]
        let most = most as usize;
        if words.chars().count() > most {
            words = words.chars().take(most - 1).chain(['…']).collect();
        }
        let _ = writeln!(
            text,
            "<text class=\"fact\" x=\"0\" y=\"{y:.0}\" font-size=\"{SIZE}\"><tspan class=\"what\">{title}</tspan>\
             <tspan x=\"{FACTS}\">{}</tspan></text>",
            html_text(&words)
        );
        y += LINE;
    }
    Legend { text, height: y }
}

/// Signs side by side, and more below where the row is full.
struct Row {
    text: String,
    x: f64,
    y: f64,
    width: f64,
}

impl Row {
    fn add(&mut self, drawn: &str, wide: f64, words: &str) {
        let whole = wide + 6.0 + text_width(words, SIZE) + 16.0;
        if self.x > 0.0 && self.x + whole > self.width {
            (self.x, self.y) = (0.0, self.y + LINE);
        }
        let _ = writeln!(
            self.text,
            "<g transform=\"translate({:.0} {:.0})\">{drawn}<text class=\"fact\" x=\"{:.0}\" y=\"12\" \
             font-size=\"{SIZE}\">{words}</text></g>",
            self.x,
            self.y,
            wide + 6.0
        );
        self.x += whole;
    }
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;

    use super::*;
    use crate::picture::{BOLD, PictureOptions, picture};

    #[test]
    fn no_title_of_a_fact_reaches_what_there_is_of_it() {
        let fixture = Fixture::parse(
            "//- /w/.claude/agents/one-x.md\n---\nname: one-x\nskills: [gone]\n---\nAsk the two-x agent.\n\
             //- /w/.claude/agents/two-x.md\n---\nname: two-x\n---\nAsk the three-x agent.\n\
             //- /w/.claude/agents/three-x.md\n---\nname: three-x\n---\nAsk the two-x agent.\n",
        );
        let (snapshot, _) = fixture.snapshot();
        let picture = picture(&snapshot, |_| true, PictureOptions::default());
        let titles: Vec<&str> = facts(&picture).into_iter().map(|it| it.0).collect();
        assert_eq!(
            titles,
            ["Named most", "Named by nobody", "Cycles", "Not there"]
        );
        for title in titles {
            assert!(text_width(title, SIZE) * BOLD < FACTS, "{title}");
        }
    }
}
