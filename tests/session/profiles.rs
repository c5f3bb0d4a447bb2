//! What editors say of themselves in `initialize`, as far as the server looks at it.
//!
//! Taken down from the editors themselves in November 2026.

use serde_json::{Value, json};

/// VS Code 1.139: counts in UTF-16, asks for diagnostics, watches files.
pub(crate) fn vs_code() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {
            "configuration": true,
            "workspaceFolders": true,
            "diagnostics": {"refreshSupport": true},
            "workspaceEdit": {
                "documentChanges": true,
                "resourceOperations": ["create", "rename", "delete"],
                "changeAnnotationSupport": {"groupsOnLabel": true},
            },
            "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
        },
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "completion": {"completionItem": {
                "snippetSupport": true,
                "documentationFormat": ["markdown", "plaintext"],
                "tagSupport": {"valueSet": [1]},
                "labelDetailsSupport": true,
                "resolveSupport": {"properties": ["documentation", "detail"]},
            }},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": true},
            "diagnostic": {"dynamicRegistration": true, "relatedDocumentSupport": false},
            "publishDiagnostics": {
                "relatedInformation": true,
                "tagSupport": {"valueSet": [1, 2]},
                "codeDescriptionSupport": true,
            },
        },
        "window": {"workDoneProgress": true},
    })
}

/// Neovim 0.12: takes any unit, asks for diagnostics, watches nothing.
pub(crate) fn neovim() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
        "workspace": {
            "configuration": true,
            "workspaceFolders": true,
            "didChangeWatchedFiles": {"dynamicRegistration": false},
            "diagnostics": {"refreshSupport": true},
            "workspaceEdit": {"resourceOperations": ["rename", "create", "delete"]},
        },
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "completion": {"completionItem": {
                "snippetSupport": true,
                "documentationFormat": ["markdown", "plaintext"],
                "resolveSupport": {"properties": ["additionalTextEdits", "command"]},
            }},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": true},
            "diagnostic": {"dynamicRegistration": false},
            "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}},
        },
        "window": {"workDoneProgress": true},
    })
}

/// Helix 25.01: takes any unit, wants diagnostics pushed, watches files.
pub(crate) fn helix() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]},
        "workspace": {
            "configuration": true,
            "workspaceFolders": true,
            "workspaceEdit": {
                "documentChanges": true,
                "resourceOperations": ["create", "rename", "delete"],
            },
            "didChangeWatchedFiles": {"dynamicRegistration": true, "relativePatternSupport": true},
        },
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "completion": {"completionItem": {
                "snippetSupport": true,
                "tagSupport": {"valueSet": [1]},
                "resolveSupport": {"properties": ["documentation", "detail"]},
            }},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {"versionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
        },
        "window": {"workDoneProgress": true},
    })
}

/// Kakoune with kak-lsp: wants diagnostics pushed, watches nothing.
pub(crate) fn kakoune() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "workspace": {"configuration": true, "workspaceFolders": true},
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "completion": {"completionItem": {
                "documentationFormat": ["plaintext"],
            }},
            "hover": {"contentFormat": ["plaintext"]},
            "publishDiagnostics": {"versionSupport": true},
        },
    })
}

/// An editor that says nothing of itself.
pub(crate) fn plain() -> Value {
    json!({})
}
