import type { CallModel, MemberModel } from '../contract.ts';
import { mongodbMembers, mongodbMethods } from './light-mongodb.ts';
import { s3Calls, s3Methods } from './light-s3.ts';
import { sqlMethods } from './light-sql.ts';

/*
 * Stores besides DynamoDB, of which only is known what chooses what is reached.
 */

export const lightMethods: readonly (readonly [string, CallModel])[] = [...s3Methods, ...mongodbMethods, ...sqlMethods];
export const lightCalls: readonly (readonly [string, CallModel])[] = s3Calls;
export const lightMembers: readonly (readonly [string, MemberModel])[] = mongodbMembers;
