// A finger signs on a canvas; the drawing goes with the form. Without JavaScript the typed name is the signature.
each("[data-sign]", box => {
  const canvas = box.querySelector("canvas");
  const kept = box.querySelector("input[type=hidden]");
  box.hidden = false;
  const scale = window.devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.lineWidth = 2.2;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#0f172a";
  let drawing = false;
  canvas.addEventListener("pointerdown", event => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", event => {
    if (!drawing) return;
    pen.lineTo(event.offsetX, event.offsetY);
    pen.stroke();
  });
  const end = () => {
    if (drawing) kept.value = canvas.toDataURL("image/png");
    drawing = false;
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  box.querySelector("[data-sign-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    kept.value = "";
  });
});
