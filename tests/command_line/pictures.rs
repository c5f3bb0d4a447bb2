//! `dossier graph` as a picture.

use crate::{Team, printed};

/// Two agents that name each other, with names and texts that mean something to a page.
fn pair() -> Team {
    let lead = "---\nname: lead\ndescription: 'Leads \"</script><script>alert(1)</script>'\nmodel: opus\n\
        tools: Read, Bash\nskills: ['gone\"&<b>']\n---\nHand the rest to the writer agent.\n";
    let writer = "---\nname: writer\ndescription: Writes.\n---\nAsk the lead agent.\n";
    Team::new(&[("lead.md", lead), ("writer.md", writer)])
}

fn graph(team: &Team, format: &str) -> String {
    let output = team.command(&["graph", "--format", format]).output();
    printed(&output.expect("the program starts"))
}

#[test]
fn mermaid_has_a_node_for_each_and_a_line_for_each_link() {
    let drawn = graph(&pair(), "mermaid");
    for line in [
        "flowchart LR",
        "  n0([\"lead\"]):::agent",
        "  n2[\"gone#34;#38;#60;b#62;\"]:::missing",
        "  n0 -.-> n1",
        "  n0 --> n2",
        "  n1 -.-> n0",
    ] {
        assert!(drawn.lines().any(|it| it == line), "{line} in {drawn}");
    }
}

#[test]
fn graphviz_gets_quotes_as_it_wants_them() {
    let drawn = graph(&pair(), "dot");
    assert!(drawn.starts_with("digraph team {"), "{drawn}");
    assert!(drawn.contains("label=\"gone\\\"&<b>\""), "{drawn}");
    assert!(drawn.contains("  n0 -> n1"), "{drawn}");
}

#[test]
fn an_image_is_all_of_one_piece() {
    let drawn = graph(&pair(), "svg");
    assert!(drawn.starts_with("<svg xmlns="), "{drawn}");
    assert!(drawn.contains("gone&quot;&amp;&lt;b&gt;"), "{drawn}");
    assert!(drawn.contains("href=\"#runs\""), "{drawn}");
    assert!(drawn.contains("lead → writer → lead"), "{drawn}");
    for outside in ["http", "url("] {
        let ours = ["http://www.w3.org/2000/svg", "url(#"];
        for (at, _) in drawn.match_indices(outside) {
            assert!(
                ours.iter().any(|it| drawn[at..].starts_with(it)),
                "{}",
                &drawn[at..]
            );
        }
    }
}

#[test]
fn a_page_runs_its_own_script_only() {
    let page = graph(&pair(), "html");
    assert!(
        page.contains("default-src 'none'; style-src 'sha256-"),
        "{page}"
    );
    assert_eq!(
        page.matches("<script").count(),
        2,
        "its data and its script"
    );
    assert!(!page.contains("<b>"), "{page}");
    assert!(
        page.contains("\"said\":[\"Hand the rest to the \",\"writer\",\" agent.\"]"),
        "{page}"
    );
}

#[test]
fn an_empty_folder_has_a_picture_too() {
    let team = Team::new(&[]);
    for format in ["html", "svg", "mermaid", "dot"] {
        assert!(!graph(&team, format).is_empty(), "{format}");
    }
}
