import { createContext, useContext } from "react";
import { mayCreate, type Resource } from "../resource/resource.js";
import {
  allows,
  mayUseField,
  type Action,
  type FieldAction,
  type Viewer,
} from "./access.js";
import { createApi, type Api, type Send } from "./api.js";
import { createReferenceLoader, type LoadReference } from "./references.js";

/** What every page needs: the API, who looks, and all entities by name. */
export interface Admin {
  readonly api: Api;
  readonly loadReference: LoadReference;
  readonly viewer: Viewer;
  readonly resources: Readonly<Record<string, Resource>>;
}

export const AdminContext = createContext<Admin | undefined>(undefined);

export function createAdmin(
  send: Send,
  viewer: Viewer,
  resources: Admin["resources"],
): Admin {
  const api = createApi(send);
  return {
    api,
    loadReference: createReferenceLoader(api),
    viewer,
    resources,
  };
}

export function useAdmin(): Admin {
  const admin = useContext(AdminContext);
  if (admin === undefined) throw new Error("There is no AdminContext here.");
  return admin;
}

/** The entity of this name; fields name the entities that they point at. */
export function useResource(name: string): Resource {
  const resource = useAdmin().resources[name];
  if (resource === undefined) throw new Error(`There is no entity ${name}.`);
  return resource;
}

/** What the person who looks may do. */
export function useAccess() {
  const { viewer } = useAdmin();
  return {
    may: (action: Action, resource: Resource) =>
      action === "create"
        ? mayCreate(resource, viewer)
        : allows(resource.access[action], viewer),
    mayField: (action: FieldAction, field: Parameters<typeof mayUseField>[0]) =>
      mayUseField(field, action, viewer),
  };
}
