/* Insert rows by a prepared statement in a loop: the fastest that SQLite takes them from a program.
 * Arguments: database, columns file, INSERT statement. Prints seconds of the clock and of the processor.
 * The file: rows, columns, then each column as a letter ('i', 'd' or 's'), a byte for each row (1: NULL) and the values;
 * strings are 64-bit ends, then the letters. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

struct column { char kind; unsigned char *nulls; void *values; char *letters; };

static void need(int yes, const char *what) { if (!yes) { fprintf(stderr, "%s\n", what); exit(1); } }

static void *take(FILE *file, size_t bytes) {
    void *memory = malloc(bytes + 1);
    need(memory && fread(memory, 1, bytes, file) == bytes, "short file");
    return memory;
}

static double clock_of(clockid_t id) {
    struct timespec now;
    clock_gettime(id, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int count, char **words) {
    need(count == 4, "database, columns file, statement");
    FILE *file = fopen(words[2], "rb");
    need(file != NULL, "no columns file");
    int64_t *size = take(file, 16), rows = size[0], columns = size[1];
    struct column *all = calloc(columns, sizeof *all);
    for (int64_t c = 0; c < columns; c++) {
        all[c].kind = *(char *)take(file, 1);
        all[c].nulls = take(file, rows);
        all[c].values = take(file, rows * 8);
        if (all[c].kind == 's') all[c].letters = take(file, rows ? ((int64_t *)all[c].values)[rows - 1] : 0);
    }
    sqlite3 *db;
    sqlite3_stmt *insert;
    need(sqlite3_open(words[1], &db) == SQLITE_OK, "no database");
    sqlite3_exec(db, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY", 0, 0, 0);
    need(sqlite3_prepare_v2(db, words[3], -1, &insert, 0) == SQLITE_OK, sqlite3_errmsg(db));
    double began = clock_of(CLOCK_MONOTONIC), worked = clock_of(CLOCK_PROCESS_CPUTIME_ID);
    sqlite3_exec(db, "BEGIN IMMEDIATE", 0, 0, 0);
    for (int64_t r = 0; r < rows; r++) {
        for (int64_t c = 0; c < columns; c++) {
            struct column *one = &all[c];
            if (one->nulls[r]) sqlite3_bind_null(insert, c + 1);
            else if (one->kind == 'i') sqlite3_bind_int64(insert, c + 1, ((int64_t *)one->values)[r]);
            else if (one->kind == 'd') sqlite3_bind_double(insert, c + 1, ((double *)one->values)[r]);
            else {
                int64_t *ends = one->values, start = r ? ends[r - 1] : 0;
                sqlite3_bind_text(insert, c + 1, one->letters + start, ends[r] - start, SQLITE_STATIC);
            }
        }
        need(sqlite3_step(insert) == SQLITE_DONE, sqlite3_errmsg(db));
        sqlite3_reset(insert);
    }
    need(sqlite3_exec(db, "COMMIT", 0, 0, 0) == SQLITE_OK, sqlite3_errmsg(db));
    printf("%.6f %.6f\n", clock_of(CLOCK_MONOTONIC) - began, clock_of(CLOCK_PROCESS_CPUTIME_ID) - worked);
    sqlite3_close(db);
    return 0;
}
