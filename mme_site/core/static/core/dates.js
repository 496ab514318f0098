// Wagtail's calendar corrects what it cannot read to today when the field is left; here it
// leaves what was typed, and the server understands it or says what is wrong. It opens by a
// click or by Alt+Down, as a list does, and not by Tab, when it would cover what comes next.
// No module: the fields are set up by scripts that run before modules do.

(() => {
  const { defaults } = jQuery.fn.datetimepicker;
  let isAsked = false;

  document.addEventListener('pointerdown', () => { isAsked = true; }, true);
  document.addEventListener('keydown', (event) => {
    const field = jQuery(event.target);
    isAsked = event.altKey && event.key === 'ArrowDown' && Boolean(field.data('xdsoft_datetimepicker'));
    if (isAsked) field.trigger('open.xdsoft');
  }, true);

  defaults.validateOnBlur = false;
  defaults.onShow = () => isAsked;
})();
