import { fits, type Size } from "./layout";

/** Below this, names can't be read. */
const legible = 0.7;

/** Pans and zooms a drawing by moving the group `view` in the window `svg`. */
export class View {
  private scale = 1;
  private x = 0;
  private y = 0;
  private size: Size = { width: 1, height: 1 };

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly view: SVGGElement,
  ) {
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.drag(event));
  }

  /** The window. */
  get window(): Size {
    return this.svg.getBoundingClientRect();
  }

  /** Shows a drawing: all of it where that can be read, else what is around `centre`. */
  show(size: Size, centre: { x: number; y: number } | undefined): void {
    this.fit(size);
    if (this.scale < legible) {
      this.zoom(legible / this.scale);
      const { width, height } = this.window;
      const { x, y } = centre ?? { x: size.width / 2, y: size.height / 2 };
      this.x = filling(width, size.width * this.scale, width / 2 - x * this.scale);
      this.y = filling(height, size.height * this.scale, height / 2 - y * this.scale);
      this.apply();
    }
  }

  /** Shows all of a drawing of this size, though never bigger than it is. */
  fit(size: Size = this.size): void {
    this.size = size;
    const { width, height } = this.window;
    this.scale = fits(size, this.window);
    this.x = (width - size.width * this.scale) / 2;
    this.y = (height - size.height * this.scale) / 2;
    this.apply();
  }

  /** Zooms around a place in the window; by default its middle. */
  zoom(factor: number, at?: { x: number; y: number }): void {
    const { width, height } = this.window;
    const { x, y } = at ?? { x: width / 2, y: height / 2 };
    const scale = Math.min(3, Math.max(0.05, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  /** Moves so that a place of the drawing can be seen. */
  reveal(place: { x: number; y: number }): void {
    const { width, height } = this.window;
    const margin = 60;
    const seen = { x: this.x + place.x * this.scale, y: this.y + place.y * this.scale };
    this.x += Math.max(0, margin - seen.x) - Math.max(0, seen.x - (width - margin));
    this.y += Math.max(0, margin - seen.y) - Math.max(0, seen.y - (height - margin));
    this.apply();
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || Math.abs(event.deltaY) >= 100) {
      const box = this.svg.getBoundingClientRect();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.clientX - box.x, y: event.clientY - box.y });
    } else {
      this.x -= event.deltaX;
      this.y -= event.deltaY;
      this.apply();
    }
  }

  private drag(start: PointerEvent): void {
    if (start.target !== this.svg) {
      return;
    }
    let [x, y] = [start.clientX, start.clientY];
    const move = (event: PointerEvent): void => {
      this.x += event.clientX - x;
      this.y += event.clientY - y;
      [x, y] = [event.clientX, event.clientY];
      this.apply();
    };
    this.svg.setPointerCapture(start.pointerId);
    this.svg.addEventListener("pointermove", move);
    this.svg.addEventListener("pointerup", () => this.svg.removeEventListener("pointermove", move), { once: true });
  }

  private apply(): void {
    this.view.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
  }
}

/** Where a drawing begins that is wanted at `start`, without leaving a part of the window empty. */
function filling(window: number, drawing: number, start: number): number {
  return drawing < window ? (window - drawing) / 2 : Math.min(0, Math.max(window - drawing, start));
}
