import type { CallModel, MemberModel, ValueMethod } from '../contract.ts';
import { awsSdkCalls, awsSdkMethods, marshalling } from './aws-sdk.ts';
import { toolboxMethods } from './dynamodb-toolbox.ts';
import { toolboxClassicMethods } from './dynamodb-toolbox-classic.ts';
import { dynamooseMethods } from './dynamoose.ts';
import { electrodbCalls, electrodbMembers, electrodbMethods } from './electrodb.ts';
import { lightCalls, lightMembers, lightMethods } from './light.ts';
import { onetableMethods } from './onetable.ts';
import { storedItemMethods } from './stored-items.ts';

/** The tables of all stores that code in JavaScript has. */
export const javaScriptStores: {
  readonly calls: readonly (readonly [string, CallModel])[];
  /** Several for one name: the first one that knows what it is called on answers. */
  readonly methods: readonly (readonly [string, CallModel])[];
  readonly members: readonly (readonly [string, MemberModel])[];
  readonly aliases: readonly (readonly [string, string])[];
  /** Asked before those of other values. */
  readonly valueMethods: readonly (readonly [string, ValueMethod])[];
} = {
  calls: [...awsSdkCalls, ...marshalling, ...electrodbCalls, ...lightCalls],
  methods: [
    ...toolboxMethods,
    ...toolboxClassicMethods,
    ...electrodbMethods,
    ...onetableMethods,
    ...dynamooseMethods,
    ...awsSdkMethods,
    ...lightMethods,
  ],
  members: [...electrodbMembers, ...lightMembers],
  aliases: [],
  valueMethods: storedItemMethods,
};
