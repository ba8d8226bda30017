import { IdProperty } from "../core/properties/id.property.js";
import { RolesProperty } from "../core/properties/roles.property.js";
import { TextProperty } from "../core/properties/text.property.js";
import { WholeNumberProperty } from "../core/properties/whole-number.property.js";
import { Property } from "../core/properties/property.js";
import { USER_ID_KIND, type UserId } from "./user-records.js";

/** What a person signs in with. */
export class SignInInput {
  @TextProperty({ maxLength: 100 })
  username!: string;

  @TextProperty({ lines: "many", maxLength: 128 })
  password!: string;
}

/** Who signed in. */
export class SessionUser {
  @IdProperty(USER_ID_KIND)
  id!: UserId;

  @TextProperty()
  username!: string;

  @RolesProperty()
  roles!: string[];
}

/** What a sign-in answers. */
export class SignedIn {
  @TextProperty()
  accessToken!: string;

  /** Seconds until the access token runs out. */
  @WholeNumberProperty()
  expiresIn!: number;

  @Property(
    {
      // #if graphql
      graphql: () => SessionUser,
      // #end
      // #if rest
      api: { type: SessionUser },
      // #end
      checks: [],
    },
    {},
  )
  user!: SessionUser;
}
