import type { ApiClient } from "../api/client";
import type { ApiMicrotenant } from "../api/schemas/microtenant";
import { pickOne, type Which } from "./pickOne";
import { Remembered } from "./remembered";

/** The microtenants of a tenant, asked for once. */
export class Microtenants {
    private readonly asked: Remembered<ApiMicrotenant[]>;

    constructor(client: ApiClient) {
        this.asked = new Remembered(() => client.listMicrotenants());
    }

    all(): Promise<ApiMicrotenant[]> {
        return this.asked.get();
    }

    async one(which: Which): Promise<ApiMicrotenant> {
        return pickOne(await this.all(), which, "microtenant");
    }
}
