// The line between before and after follows the finger.
for (const slide of document.querySelectorAll("[data-slide]")) {
  const range = slide.querySelector("input");
  const cut = () => slide.style.setProperty("--cut", `${range.value}%`);
  range.addEventListener("input", cut);
  cut();
}
