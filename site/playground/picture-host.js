"use strict";
// The playground around the page of the picture, as the page knows a host: VS Code's extension is the other one.
window.acquireVsCodeApi = () => ({ postMessage: (message) => parent.postMessage(message, location.origin) });
const isLight = matchMedia("(prefers-color-scheme: light)");
const followTheme = () => (document.body.className = isLight.matches ? "vscode-light" : "vscode-dark");
followTheme();
isLight.addEventListener("change", followTheme);
