/** Before the SDK of AWS is loaded: which Node its later versions will want is no news for who asks a lake. */
export function beforeAws(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}
