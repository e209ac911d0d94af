/** How records are shown: as their covers, or line by line. */
export type View = 'grid' | 'table'
