// #if graphql
import { InputType, ObjectType } from "@nestjs/graphql";
// #end
import { FloatProperty } from "./properties/float.property.js";

/** A place on the earth, in degrees (WGS 84). */
// #if graphql
@ObjectType()
// #end
export class Location {
  @FloatProperty({ minimum: -90, maximum: 90 })
  latitude!: number;

  @FloatProperty({ minimum: -180, maximum: 180 })
  longitude!: number;
}

/** The same in a request. */
// #if graphql
@InputType()
// #end
export class LocationInput {
  @FloatProperty({ minimum: -90, maximum: 90 })
  latitude!: number;

  @FloatProperty({ minimum: -180, maximum: 180 })
  longitude!: number;
}

/** A place from its two columns. */
export function toLocation(
  latitude: number | null,
  longitude: number | null,
): Location | null {
  return latitude === null || longitude === null
    ? null
    : { latitude, longitude };
}

/** One column of a place; null clears it, and nothing leaves it as it is. */
export function coordinateOf<Given extends Location | null | undefined>(
  location: Given,
  part: keyof Location,
): number | Exclude<Given, Location>;
export function coordinateOf(
  location: Location | null | undefined,
  part: keyof Location,
): number | null | undefined {
  return location === null ? null : location?.[part];
}
