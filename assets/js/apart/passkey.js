// Passkeys: the browser's answer goes into the form, which is sent as any other. On the pages that need it, and alone there.
{
  const known = window.PublicKeyCredential && navigator.credentials;
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const asked = async form => {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const answer = await fetch(form.dataset.challenge, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const get = async asked => {
    const { rawId, response } = await navigator.credentials.get({ publicKey: {
      challenge: bytes(asked.challenge), rpId: asked.rp, userVerification: "required", timeout: 180000,
    } });
    return {
      credential_id: rawId, client_data: response.clientDataJSON, authenticator_data: response.authenticatorData,
      signature: response.signature, user_handle: response.userHandle,
    };
  };

  const create = async asked => {
    const { response } = await navigator.credentials.create({ publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.rp, name: asked.garage },
      user: { id: bytes(asked.user), name: asked.email, displayName: asked.name },
      pubKeyCredParams: asked.algorithms.map(alg => ({ type: "public-key", alg })),
      excludeCredentials: asked.known.map(id => ({ type: "public-key", id: bytes(id) })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none", timeout: 180000,
    } });
    return { client_data: response.clientDataJSON, attestation: response.attestationObject };
  };

  document.querySelectorAll("form[data-passkey]").forEach(form => {
    if (!known) return;
    const button = form.querySelector("button[type=button]");
    const trouble = form.querySelector("[data-passkey-trouble]");
    const go = async () => {
      if (!form.reportValidity() || button.disabled) return;
      button.disabled = true;
      trouble.hidden = true;
      try {
        const made = await (form.dataset.passkey === "get" ? get : create)(await asked(form));
        Object.keys(made).forEach(name => { form.elements[name].value = made[name] ? text(made[name]) : ""; });
        form.submit();
      } catch (stopped) {
        // Given up, no passkey here, or no network: one may try again.
        trouble.hidden = false;
        button.disabled = false;
      }
    };
    button.addEventListener("click", go);
    form.addEventListener("submit", event => { event.preventDefault(); go(); });
    form.hidden = false;
  });
}
