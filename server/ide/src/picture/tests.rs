use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::*;

fn drawn(fixture: &str) -> Picture {
    let fixture = Fixture::parse(fixture);
    let (snapshot, _) = fixture.snapshot();
    picture(&snapshot, |_| true, PictureOptions { sentences: true })
}

/// A picture in words.
fn told(picture: &Picture) -> String {
    let mut shown = String::new();
    for group in &picture.groups {
        let names = group.nodes.iter().map(|&at| {
            let node = &picture.nodes[at];
            let kind = node.kind.map_or("nothing", FileKind::as_str);
            let unused = if node.unused { " (unused)" } else { "" };
            format!("{kind} {}{unused}", node.name)
        });
        let names: Vec<_> = names.collect();
        shown += &format!("{}: {}\n", group.title, names.join(", "));
    }
    for link in &picture.links {
        let name = |at: usize| &picture.nodes[at].name;
        let cycle = if link.in_cycle { " in a cycle" } else { "" };
        let sentence = link.mentions[0].sentence.as_ref();
        let sentence = sentence.map(|it| format!("{}[{}]{}", it.before, it.name, it.after));
        shown += &format!(
            "{} -> {} x{}{cycle}: {}\n",
            name(link.from),
            name(link.to),
            link.mentions.len(),
            sentence.unwrap_or_default()
        );
    }
    for bundle in &picture.bundles {
        let title = |at: usize| &picture.groups[at].title;
        shown += &format!(
            "{} => {}: {}\n",
            title(bundle.from),
            title(bundle.to),
            bundle.count
        );
    }
    shown
}

fn check(fixture: &str, expected: &Expect) {
    expected.assert_eq(&told(&drawn(fixture)));
}

const TEAM: &str = "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
skills: [gone]
---
Delegate to ml-engineer. Then ask ml-engineer again.
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains.
---
Run `/evaluate`. Escalate to the lead agent.
//- /w/.claude/skills/evaluate/SKILL.md
---
name: evaluate
description: Judges.
---
//- /w/.claude/agents/idle.md
---
name: idle
description: Waits.
---
";

#[test]
fn a_small_team_is_one_diagram() {
    check(
        TEAM,
        &expect![[r#"
        .claude: agent idle (unused), agent lead, agent ml-engineer, skill evaluate, nothing gone
        lead -> ml-engineer x2 in a cycle: Delegate to [ml-engineer].
        lead -> gone x1: skills: [[gone]]
        ml-engineer -> lead x1 in a cycle: Escalate to the [lead] agent.
        ml-engineer -> evaluate x1: Run `/[evaluate]`.
    "#]],
    );
}

#[test]
fn plugins_are_groups_with_bundles_between_them() {
    check(
        "\
//- /w/a/.claude-plugin/plugin.json
{\"name\": \"a\"}
//- /w/a/agents/one-x.md
---
name: one-x
description: x
---
Hand this to the two-x agent.
//- /w/b/.claude-plugin/plugin.json
{\"name\": \"b\"}
//- /w/b/agents/two-x.md
---
name: two-x
description: x
---
",
        &expect![[r#"
            a: agent one-x (unused)
            b: agent two-x
            one-x -> two-x x1: Hand this to the [two-x] agent.
            a => b: 1
        "#]],
    );
}

/// A team of `count` agents in ten folders, each of which names the next one.
fn large(count: usize) -> String {
    let agents = (0..count).map(|at| {
        format!(
            "//- /w/c/{}/agents/some-agent-{at}.md\n---\nname: some-agent-{at}\ndescription: x\n---\n\
             Delegate to some-agent-{}.\n",
            at % 10,
            at + 1
        )
    });
    agents.collect()
}

#[test]
fn nothing_covers_anything() {
    for count in [30, 160, 400] {
        let picture = drawn(&large(count));
        let inside = |inner: &Area, outer: &Area| {
            inner.x >= outer.x
                && inner.y >= outer.y
                && inner.x + inner.width <= outer.x + outer.width + 0.1
                && inner.y + inner.height <= outer.y + outer.height + 0.1
        };
        let meet = |a: &Area, b: &Area| {
            a.x < b.x + b.width
                && b.x < a.x + a.width
                && a.y < b.y + b.height
                && b.y < a.y + a.height
        };
        let whole = Area {
            x: 0.0,
            y: 0.0,
            width: picture.width,
            height: picture.height,
        };
        for (at, group) in picture.groups.iter().enumerate() {
            assert!(inside(&group.area, &whole), "{count}: {}", group.title);
            assert!(
                picture.groups[at + 1..]
                    .iter()
                    .all(|it| !meet(&it.area, &group.area))
            );
            for (at, &node) in group.nodes.iter().enumerate() {
                let area = &picture.nodes[node].area;
                assert!(
                    inside(area, &group.area),
                    "{count}: {}",
                    picture.nodes[node].name
                );
                let others = group.nodes[at + 1..].iter();
                assert!(
                    others
                        .map(|&it| &picture.nodes[it].area)
                        .all(|it| !meet(it, area))
                );
            }
        }
    }
}

/// A team of `count` agents, each of which names some others, most of them those behind it.
fn dense(count: usize, each: usize) -> String {
    let agents = (0..count).map(|at| {
        let whom = (0..each).map(|it| {
            let step = it * it + 1 + (at + it) % 3;
            format!("Delegate to some-agent-{}.\n", (at + step) % count)
        });
        format!(
            "//- /w/.claude/agents/some-agent-{at}.md\n---\nname: some-agent-{at}\ndescription: x\n---\n{}",
            whom.collect::<String>()
        )
    });
    agents.collect()
}

#[test]
fn a_dense_team_has_a_line_for_each_link_and_can_be_read() {
    for (count, each) in [(20, 3), (40, 4), (48, 6)] {
        let picture = drawn(&dense(count, each));
        assert_eq!(picture.look, Look::Diagram, "{count}");
        assert!(picture.links.len() > 2 * count, "{count}");
        assert!(picture.links.iter().all(|link| link.route.len() > 1));
        let scale = layout::scale((picture.width, picture.height));
        assert!(LABEL * scale >= 9.0, "{count}: {}", LABEL * scale);
        assert_eq!(picture, drawn(&dense(count, each)));
    }
}

#[test]
fn who_is_on_a_shown_cycle_is_marked_even_where_nearly_everybody_is_on_one() {
    let picture = drawn(&dense(20, 3));
    assert!(picture.nodes.iter().all(|node| node.in_cycle));
    let marked = (0..20).filter(|&at| picture.nodes[at].shows_cycle);
    let mut shown = picture.cycles.concat();
    shown.sort_unstable();
    assert!((1..20).contains(&shown.len()));
    assert_eq!(marked.collect::<Vec<_>>(), shown);
}

#[test]
fn what_can_be_seen_can_be_read() {
    for (count, folded) in [(9, false), (150, false), (1_000, true)] {
        let picture = drawn(&large(count));
        let (width, height) = sizes::WINDOW;
        let scale = (width / picture.width)
            .min(height / picture.height)
            .min(1.0);
        assert_eq!(picture.look == Look::Folded, folded, "{count} at {scale}");
        // Titles, names, models and counts have letters of one size, and kinds in folded groups too.
        assert!(LABEL * scale >= 9.0, "{count}: {}", LABEL * scale);
    }
}

#[test]
fn one_more_agent_moves_no_group_but_those_behind_it() {
    let before = drawn(&large(150));
    let after = drawn(&format!(
        "{}//- /w/c/9/agents/zz.md\n---\nname: zz\n---\n",
        large(150)
    ));
    let moved = before.groups.iter().zip(&after.groups);
    let moved = moved.filter(|(a, b)| (a.area.x, a.area.y) != (b.area.x, b.area.y));
    assert!(moved.count() <= 2);
}

#[test]
fn lines_between_diagrams_run_between_them_too() {
    let plugins = (0..7).map(|plugin| {
        let agents = (0..6).map(|at| {
            let (one, other) = ((plugin * 2 + at) % 7, (plugin + 3) % 7);
            format!(
                "//- /w/p{plugin}/agents/of-{plugin}-{at}.md\n---\nname: of-{plugin}-{at}\ndescription: x\n---\n\
                 Delegate to of-{one}-{at}.\nDelegate to of-{other}-0.\n"
            )
        });
        format!(
            "//- /w/p{plugin}/.claude-plugin/plugin.json\n{{\"name\": \"p{plugin}\"}}\n{}",
            agents.collect::<String>()
        )
    });
    let picture = drawn(&plugins.collect::<String>());
    assert_eq!(picture.look, Look::Diagram);
    let main = picture.bundles.iter().filter(|it| it.main);
    assert!(main.clone().count() > 12);
    for bundle in main {
        for (at, group) in picture.groups.iter().enumerate() {
            let area = group.area;
            let meets = bundle.route.windows(2).any(|part| {
                let (x, y) = (
                    (part[0].0.min(part[1].0), part[0].0.max(part[1].0)),
                    (part[0].1.min(part[1].1), part[0].1.max(part[1].1)),
                );
                x.0 < area.x + area.width - 0.5
                    && area.x + 0.5 < x.1.max(x.0 + 0.01)
                    && y.0 < area.y + area.height - 0.5
                    && area.y + 0.5 < y.1.max(y.0 + 0.01)
            });
            let joins = at == bundle.from || at == bundle.to;
            assert!(
                joins || !meets,
                "{} -> {} over {}",
                bundle.from,
                bundle.to,
                group.title
            );
        }
    }
}

#[test]
fn where_nobody_is_named_by_two_those_whom_one_names_are_named_most() {
    let callers = |picture: &Picture| {
        let most = picture.most_called(3).into_iter();
        most.map(|at| picture.nodes[at].callers).collect::<Vec<_>>()
    };
    assert_eq!(callers(&drawn(&large(9))), [1, 1, 1]);
    assert_eq!(callers(&drawn(&dense(9, 3))), [3, 3, 3]);
}

#[test]
fn a_letter_that_stands_for_models_is_told_with_them() {
    let mut picture = drawn(
        "//- /w/.claude/agents/one.md\n---\nname: one-x\nmodel: sonnet\n---\n\
         //- /w/.claude/agents/two.md\n---\nname: two-x\nmodel: haiku\n---\n\
         //- /w/.claude/agents/three.md\n---\nname: three-x\nmodel: house-model\n---\n",
    );
    let shown = |picture: &Picture| format!("{:?}", picture.shortened_models());
    assert_eq!(shown(&picture), "{}", "written out");
    picture.look = Look::Rows;
    expect![[r#"{"H": {"haiku", "house-model"}, "S": {"sonnet"}}"#]].assert_eq(&shown(&picture));
}

#[test]
fn no_team_is_no_picture() {
    assert_eq!(drawn("//- /w/README.md\n# Hello\n").nodes, []);
}
