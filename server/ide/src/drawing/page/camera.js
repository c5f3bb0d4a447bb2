// Which part of the picture is in sight.

const camera = { x: 0, y: 0, scale: 1, moved: false };
const stage = /** @type {SVGSVGElement} */ (find("picture"));
const view = /** @type {SVGGElement} */ (find("view"));
const EDGE = 16;
/** A node is drawn this large at most. */
const LARGEST = 3;
let gliding = 0;

function applyCamera() {
  view.setAttribute("transform", `translate(${camera.x} ${camera.y}) scale(${camera.scale})`);
  // Whoever comes near a large team reads nodes: titles and lines stay as they were on the screen.
  const near = team.folded ? Math.min(1, (1.15 * wholeScale()) / camera.scale) : 1;
  stage.classList.toggle("near", near < 0.8);
  stage.style.setProperty("--hair", `${1.4 / Math.max(0.001, team.folded ? camera.scale : 1)}px`);
  unfoldWhatIsNear();
  scaleTitles(near);
}

/** Where an area is all in sight. @param {Area} area @param {number} most the largest scale */
function framing(area, most) {
  const { clientWidth: width, clientHeight: height } = stage;
  const scale = Math.min(most, (width - 2 * EDGE) / Math.max(1, area.w), (height - 2 * EDGE) / Math.max(1, area.h));
  return {
    scale,
    x: (width - area.w * scale) / 2 - area.x * scale,
    y: (height - area.h * scale) / 2 - area.y * scale,
  };
}

/** Where everything is in sight. */
function whole() {
  return framing({ x: 0, y: 0, w: team.width, h: team.height }, team.folded ? 1.8 : 1.35);
}

function wholeScale() {
  return whole().scale;
}

/** Everything. */
function fit() {
  camera.moved = false;
  glide(whole(), false);
}

/** Moves the camera, in some steps where that is wanted. @param {{x: number, y: number, scale: number}} to */
function glide(to, moved = true) {
  camera.moved = moved;
  cancelAnimationFrame(gliding);
  const from = { ...camera };
  const start = performance.now();
  const time = drawn && !matchMedia("(prefers-reduced-motion: reduce)").matches ? 180 : 0;
  const step = () => {
    const part = time === 0 ? 1 : Math.min(1, (performance.now() - start) / time);
    const eased = 1 - (1 - part) ** 3;
    camera.scale = from.scale + (to.scale - from.scale) * eased;
    camera.x = from.x + (to.x - from.x) * eased;
    camera.y = from.y + (to.y - from.y) * eased;
    applyCamera();
    if (part < 1) {
      gliding = requestAnimationFrame(step);
    }
  };
  step();
}

/** Shows an area near enough to read what is in it. @param {Area} area @param {number} scale of what is in it */
function showNear(area, scale) {
  glide(framing(area, Math.max(1 / scale, Math.min(camera.scale, LARGEST / scale))));
}

/** Brings an area into sight, and moves no more than that asks. @param {Area} area */
function reveal(area) {
  const { clientWidth: width, clientHeight: height } = stage;
  const left = area.x * camera.scale + camera.x;
  const top = area.y * camera.scale + camera.y;
  const move = (/** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ room) =>
    start < EDGE ? EDGE - start : Math.min(0, room - EDGE - start - size);
  const [dx, dy] = [move(left, area.w * camera.scale, width), move(top, area.h * camera.scale, height)];
  if (dx !== 0 || dy !== 0) {
    glide({ x: camera.x + dx, y: camera.y + dy, scale: camera.scale });
  }
}

/** @param {number} by @param {number} [x] a point that stays where it is @param {number} [y] */
function zoom(by, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  cancelAnimationFrame(gliding);
  const least = Math.min(0.05, camera.scale);
  const scale = Math.max(least, Math.min(LARGEST / Math.min(1, ...team.groups.map((group) => group.scale)), camera.scale * by));
  const kept = scale / camera.scale;
  Object.assign(camera, { scale, x: x - (x - camera.x) * kept, y: y - (y - camera.y) * kept, moved: true });
  applyCamera();
}

stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = stage.getBoundingClientRect();
  zoom(1.0015 ** -event.deltaY, event.clientX - box.left, event.clientY - box.top);
}, { passive: false });

/** A drag, and whether it went far enough to be none of a click. */
const drag = { on: false, far: false, x: 0, y: 0 };
stage.addEventListener("pointerdown", (event) => {
  Object.assign(drag, { on: event.button === 0, far: false, x: event.clientX, y: event.clientY });
});
stage.addEventListener("pointermove", (event) => {
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.on || (!drag.far && Math.hypot(dx, dy) < 4)) {
    return;
  }
  if (!drag.far) {
    stage.setPointerCapture(event.pointerId);
  }
  cancelAnimationFrame(gliding);
  Object.assign(drag, { far: true, x: event.clientX, y: event.clientY });
  Object.assign(camera, { x: camera.x + dx, y: camera.y + dy, moved: true });
  applyCamera();
});
for (const end of ["pointerup", "pointercancel"]) {
  stage.addEventListener(end, () => (drag.on = false));
}
new ResizeObserver(() => {
  if (drawn && !camera.moved) {
    fit();
  }
}).observe(stage);
