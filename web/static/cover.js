// Draws boxes over a picture. The number fields hold the truth; a box on the picture is only their image.

const canvas = document.getElementById("canvas");
const svg = canvas.querySelector("svg");
const list = document.querySelector(".box-lines");
const template = document.getElementById("line");
const sides = ["left", "top", "right", "bottom"];
const SMALLEST = 0.5;

const lines = () => [...list.querySelectorAll(".box-line")];
const fields = (line) => sides.map((side) => line.querySelector(`[name=${side}]`));
const isEmpty = (line) => fields(line).every((field) => field.value === "");

function read(line) {
  const numbers = fields(line).map((field) => (field.value === "" ? NaN : Number(field.value)));
  return numbers.some(Number.isNaN) ? null : numbers;
}

function write(line, from, to) {
  const numbers = [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)];
  fields(line).forEach((field, at) => { field.value = numbers[at].toFixed(1); });
}

function rectangle([left, top, right, bottom]) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const values = { x: Math.min(left, right), y: Math.min(top, bottom), width: Math.abs(right - left), height: Math.abs(bottom - top) };
  Object.entries(values).forEach(([name, value]) => rect.setAttribute(name, value));
  return rect;
}

function paint() {
  svg.replaceChildren(...lines().map(read).filter(Boolean).map(rectangle));
  document.querySelector(".none-yet").hidden = lines().length > 0;
}

function add() {
  list.append(template.content.cloneNode(true));
  const line = lines().at(-1);
  line.querySelector(".drop").hidden = false;
  return line;
}

function place(event) {
  const frame = canvas.getBoundingClientRect();
  const part = (value, start, length) => Math.min(100, Math.max(0, ((value - start) / length) * 100));
  return { x: part(event.clientX, frame.left, frame.width), y: part(event.clientY, frame.top, frame.height) };
}

let drawing = null;

function begin(event) {
  if (event.button !== 0 || lines().length >= Number(list.dataset.most)) return;
  event.preventDefault();
  canvas.setPointerCapture(event.pointerId);
  drawing = { from: place(event), line: lines().find(isEmpty) ?? add() };
}

function drag(event) {
  if (!drawing) return;
  write(drawing.line, drawing.from, place(event));
  paint();
}

function end(event) {
  if (!drawing) return;
  const to = place(event);
  const isSlip = Math.abs(to.x - drawing.from.x) < SMALLEST || Math.abs(to.y - drawing.from.y) < SMALLEST;
  if (isSlip || event.type === "pointercancel") drawing.line.remove();
  else write(drawing.line, drawing.from, to);
  drawing = null;
  paint();
}

canvas.addEventListener("pointerdown", begin);
canvas.addEventListener("pointermove", drag);
canvas.addEventListener("pointerup", end);
canvas.addEventListener("pointercancel", end);
list.addEventListener("input", paint);
list.addEventListener("click", (event) => {
  if (!event.target.matches(".drop")) return;
  event.target.closest(".box-line").remove();
  paint();
});

const more = document.querySelector(".more-box");
more.hidden = false;
more.addEventListener("click", () => {
  if (lines().length >= Number(list.dataset.most)) return;
  fields(add())[0].focus();
  paint();
});
document.querySelector(".by-hand").hidden = false;
document.querySelector(".by-keys").classList.add("less");
lines().forEach((line) => { line.querySelector(".drop").hidden = false; });
lines().filter(isEmpty).slice(lines().every(isEmpty) ? 1 : 0).forEach((line) => line.remove());
paint();
