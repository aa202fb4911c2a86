// A file is chosen by touching a large place or by dropping it there. A photo is shown, and a heavy one made lighter
// before it leaves: never under 3500 px on the long side, so that a carte grise can still be read. Anything unexpected:
// the photo goes as it is.
{
  const longest = 3600;
  const heavy = 3e6;
  const shrink = async (input, file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < heavy || input.multiple) return;
    const picture = await createImageBitmap(file);
    const ratio = longest / Math.max(picture.width, picture.height);
    if (ratio < 1) {
      const canvas = make("canvas");
      canvas.width = Math.round(picture.width * ratio);
      canvas.height = Math.round(picture.height * ratio);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.9));
      if (blob && blob.size < file.size && input.files[0] === file && !input.form.dataset.sending) {
        const bag = new DataTransfer();
        bag.items.add(new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
        input.files = bag.files;
      }
    }
    picture.close();
  };
  const show = (view, file) => {
    if (view.src) URL.revokeObjectURL(view.src);
    view.hidden = !file || !file.type.startsWith("image/");
    if (view.hidden) view.removeAttribute("src"); else view.src = URL.createObjectURL(file);
  };
  each("[data-file]", box => {
    const input = box.querySelector("input");
    const place = box.querySelector(".drop");
    box.classList.add("file-on");
    input.addEventListener("change", async () => {
      const file = input.files[0];
      const view = box.querySelector("img");
      place.querySelector("[data-file-name]").textContent = Array.from(input.files, one => one.name).join(", ");
      if (view) show(view, file);
      if (file && "photo" in input.dataset) await shrink(input, file).catch(() => {});
      if (file && "atOnce" in input.dataset) input.form.querySelector("button:not([type=button])").click();
    });
    ["dragover", "dragleave", "drop"].forEach(type => place.addEventListener(type, event => {
      event.preventDefault();
      place.classList.toggle("is-over", type === "dragover");
      if (type !== "drop" || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  });
}
