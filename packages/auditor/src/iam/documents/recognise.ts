/** What a configuration file of something else never holds, at least not this early. */
const marks =
  /AWSTemplateFormatVersion|AWS::[A-Z][A-Za-z0-9]+::|aws:cdk:|iamRoleStatements|\b(?:Statement|Transform|handler)["']?\s*:|\bEffect["']?\s*:\s*["']?(?:Allow|Deny)\b/;

const templates = /\.(?:json|ya?ml|template|tpl|tftpl)$/i;

/** Package managers and compilers write large JSON files that are never templates. */
const others = /(?:^|\/)(?:package(?:-lock)?|tsconfig[\w.-]*|composer|manifest|tree|cdk)\.json$/i;

/** Terraform loads these files of values by itself. */
const terraform = /\.(?:tf|tofu)(?:\.json)?$|(?:^|\/)terraform\.tfvars$|\.auto\.tfvars$/i;

/** Files of the Serverless Framework, which may begin with a long `custom` section. */
const serverless = /(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/i;

/**
 * Whether a file may say something of tables, functions and policies.
 *
 * @param textStart The first few thousand characters.
 */
export function isInfrastructureFile(path: string, textStart: string): boolean {
  if (terraform.test(path) || serverless.test(path)) return true;
  if (!templates.test(path) || others.test(path)) return false;
  return marks.test(textStart.slice(0, 16_384));
}

/** Whether a file says something only when Terraform fills it in. */
export function isTerraformTemplate(path: string): boolean {
  return /\.(?:tpl|tftpl)$/i.test(path);
}

/** Whether a file is Terraform. */
export function isTerraform(path: string): boolean {
  return terraform.test(path);
}
