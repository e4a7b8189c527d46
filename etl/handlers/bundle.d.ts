export declare function bundleHandlers(folder: string): Promise<readonly string[]>
