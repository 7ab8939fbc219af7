import type { ItemList, ItemQuery, ItemStory } from './item-schemas.ts';
import { searchItems, type SearchDeps } from './item-search.ts';
import { itemStory } from './item-story.ts';

export interface ItemCases {
  search(query: ItemQuery): Promise<ItemList>;
  story(id: string): Promise<ItemStory>;
}

export function createItemCases(deps: SearchDeps): ItemCases {
  return {
    search: (query) => searchItems(deps, query),
    story: (id) => itemStory(deps, id),
  };
}
