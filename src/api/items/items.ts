import type { ItemList, ItemQuery, ItemStory } from './schemas.ts';
import { searchItems, type SearchDeps } from './search.ts';
import { itemStory } from './story.ts';

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
