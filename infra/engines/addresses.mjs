/** What specs read, by engineAddress of @laurel/testing, of engines that are up. */
export const addressesOf = ({ kafka, mongodb, postgres }) =>
  Object.fromEntries(
    Object.entries({ LAUREL_TEST_KAFKA: kafka?.bootstrap, LAUREL_TEST_MONGODB: mongodb?.uri, LAUREL_TEST_POSTGRES: postgres?.url }).filter(
      ([, address]) => address !== undefined,
    ),
  );
